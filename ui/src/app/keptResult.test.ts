import { afterEach, describe, expect, it } from "vitest";

import { setPlatform } from "../platform";
import { createFake } from "../platform/fake";
import { adopt, connect } from "./document";
import { keepResult, keptName, lastKept } from "./keptResult";

afterEach(async () => {
  localStorage.clear();
  await adopt(null);
});

async function open(open: "finished" | "sample") {
  const fake = createFake({ auto: false, open });
  setPlatform(fake);
  await connect();
  return fake;
}

describe("a result that is kept", () => {
  it.each([
    ["inventory", "inventory 2026-11-30 04.05"],
    ["api.example.com:8080", "api.example.com-8080 2026-11-30 04.05"],
  ])("of %s is called %s", (document, expected) => {
    expect(keptName(document, new Date(2026, 10, 30, 4, 5))).toBe(expected);
  });

  it("is known by the document it is of, the last one of it", async () => {
    const fake = await open("finished");
    expect(lastKept()).toBeNull();
    for (const path of ["/a.fetchgrid", "/b.fetchgrid"]) {
      fake.controls.picks.push(path);
      expect(await keepResult()).toBe(true);
    }
    expect(lastKept()).toBe("/b.fetchgrid");
    await adopt(await fake.documents.open("/other.fetchgrid"));
    expect(lastKept()).toBeNull();
    await adopt(await fake.documents.open("/home/ana/inventory.fetchgrid"));
    expect(lastKept()).toBe("/b.fetchgrid");
  });

  it("of a draft is known while the draft is open", async () => {
    const fake = await open("finished");
    await adopt(await fake.documents.create());
    fake.controls.picks.push("/draft.fetchgrid");
    await keepResult();
    expect(lastKept()).toBe("/draft.fetchgrid");
    await adopt(await fake.documents.create());
    expect(lastKept()).toBeNull();
  });
});
