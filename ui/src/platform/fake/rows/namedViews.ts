import type { NamedView } from "../../../bindings";

/** The views of a document that were given a name. */
export class FakeViews {
  private views: NamedView[] = [];
  private count = 0;

  list(): NamedView[] {
    return [...this.views].sort((a, b) => a.name.localeCompare(b.name));
  }

  save(view: NamedView): NamedView[] {
    this.checkName(view.id, view.name);
    if (view.id !== 0) this.find(view.id);
    const id = view.id === 0 ? ++this.count : view.id;
    this.views = [...this.views.filter((one) => one.id !== id), { ...view, id, view: { ...view.view, today: null } }];
    return this.list();
  }

  rename(id: number, name: string): NamedView[] {
    this.checkName(id, name);
    return this.save({ ...this.find(id), name });
  }

  remove(id: number): NamedView[] {
    this.find(id);
    this.views = this.views.filter((one) => one.id !== id);
    return this.list();
  }

  private find(id: number): NamedView {
    const found = this.views.find((one) => one.id === id);
    if (!found) throw { code: "not_found", message: "There is no such view.", detail: null };
    return found;
  }

  private checkName(id: number, name: string): void {
    if (name.trim() === "") throw { code: "bad_view", message: "A view needs a name.", detail: null };
    if (this.views.some((one) => one.id !== id && one.name.toLowerCase() === name.trim().toLowerCase()))
      throw { code: "already_exists", message: `There is a view called “${name}” already.`, detail: null };
  }
}
