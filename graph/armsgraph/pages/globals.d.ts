// vis-network, which stands in the page as pyvis ships it, without types.
declare const vis: { Network: new (place: HTMLElement, data: object, options: object) => any; DataSet: new () => any };
// What an element takes inside: falsy parts are left out, strings and numbers become text.
type Part = Node | string | number | null | undefined | false;
type Inside = Part | Inside[];
