"""A knowledge graph of the DPRK–Russia arms network in which every edge says who claims it and who disputes it."""
