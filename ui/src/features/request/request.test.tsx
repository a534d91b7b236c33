import { screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { closeWindow, commands, type OpenedWindow, openWindow } from "../../test/window";

vi.mock("../../app/slots", () => import("../../test/slots"));

afterEach(closeWindow);

const address = () => screen.getByLabelText("Address");

/** Braces are special to user-event: typing goes by pasting. */
async function type({ user, checked }: OpenedWindow, field: HTMLElement, text: string) {
  await user.clear(field);
  await user.click(field);
  await user.paste(text);
  await checked();
}

async function newDocument(): Promise<OpenedWindow> {
  const opened = await openWindow();
  await opened.user.click(screen.getByRole("button", { name: "New" }));
  return opened;
}

describe("typing an address", () => {
  it.each<[string, string[]]>([
    ["https://api.example.com/items/{id}", ["{id}: no list yet"]],
    ["https://{host}/{a}/{a}", ["{host}: no list yet", "{a}: no list yet"]],
    ["https://api.example.com/items", []],
  ])("%s shows its placeholders", async (text, chips) => {
    const opened = await newDocument();
    await type(opened, address(), text);
    const shown = screen.queryByRole("list", { name: "Placeholders" });
    expect(
      shown
        ? within(shown)
            .getAllByRole("button")
            .map((chip) => chip.textContent)
        : [],
    ).toEqual(chips);
    // A card for each of them is there without asking.
    for (const chip of chips) expect(screen.getByLabelText(`Values of ${chip.split(":")[0]}`)).toBeInTheDocument();
    // What was typed went to the backend as it stands.
    expect(opened.fake.controls.document()?.extraction.request.address).toBe(text);
  });

  it("turns a chip ready, and a click on it goes to its list", async () => {
    const opened = await newDocument();
    await type(opened, address(), "https://api.example.com/items/{id}");
    await type(opened, screen.getByLabelText("Values of {id}"), "1-826");
    const chip = screen.getByRole("button", { name: "{id}: 826 values" });
    await opened.user.click(chip);
    expect(screen.getByLabelText("Values of {id}")).toHaveFocus();
  });

  it("offers to make a number in the address a placeholder", async () => {
    const opened = await newDocument();
    await type(opened, address(), "https://api.example.com/items/42/parts");
    await opened.user.click(screen.getByRole("button", { name: "Make 42 a placeholder" }));
    await opened.checked();
    expect(address()).toHaveValue("https://api.example.com/items/{id}/parts");
    expect(screen.getByLabelText("Values of {id}")).toHaveValue("42");
  });

  it("stays on one line", async () => {
    const opened = await newDocument();
    await type(opened, address(), "https://api.example.com\n/items");
    expect(address()).toHaveValue("https://api.example.com/items");
  });
});

describe("problems of the address", () => {
  it.each([
    ["api.example.com/x", /has to begin with https/],
    ["ftp://example.com/x", /Only addresses that begin with https/],
    ["https:///x", /no host name/],
  ])("%s is said after the field is left, not before", async (text, message) => {
    const opened = await newDocument();
    await type(opened, address(), text);
    expect(screen.queryByText(message)).not.toBeInTheDocument();
    await opened.user.tab();
    expect(screen.getByText(message)).toBeInTheDocument();
    expect(address()).toHaveAttribute("aria-invalid", "true");
    expect(address()).toHaveAccessibleDescription(message);
  });

  it("keeps what was typed when it cannot be saved, says so, and saves it with the next change", async () => {
    const opened = await newDocument();
    opened.fake.controls.failNext("extraction.update", {
      code: "disk_full",
      message: "The disk is full.",
      detail: null,
    });
    await type(opened, address(), "https://api.example.com/a");
    expect(address()).toHaveValue("https://api.example.com/a");
    expect(opened.fake.controls.document()?.extraction.request.address).toBe("");
    await opened.checked();
    expect(opened.fake.controls.document()?.extraction.request.address).toBe("https://api.example.com/a");
  });
});

describe("an address that is empty", () => {
  it("keeps the room for what is said of it when it is left, so that nothing below moves", async () => {
    const opened = await newDocument();
    const hint = /^Put a name in braces/;
    const room = () => screen.getByText(hint).parentElement?.dataset.room;
    expect(room()).toMatch(/^Type the address of the API/);
    await opened.user.click(address());
    await opened.user.tab();
    const note = await screen.findByText(/^Type the address of the API/);
    expect(note.closest("[data-room]")).toHaveAttribute("data-room", note.textContent);
    // One in the place of the other.
    expect(screen.queryByText(hint)).toBeNull();
    await type(opened, address(), "https://a.b");
    expect(document.querySelector("[data-room]")).toBeNull();
    expect(screen.getByText(hint)).toBeInTheDocument();
  });
});

describe("headers", () => {
  async function withSignIn(): Promise<OpenedWindow> {
    const opened = await newDocument();
    await opened.user.click(screen.getByText("Sign-in and headers"));
    await opened.user.click(screen.getByRole("button", { name: "Add sign-in" }));
    await opened.user.click(await screen.findByRole("menuitem", { name: /Bearer token/ }));
    return opened;
  }

  it("hides a secret and shows it on demand", async () => {
    const { user } = await withSignIn();
    const value = screen.getByLabelText("Value of header 1");
    expect(value).toHaveAttribute("type", "password");
    expect(screen.getByText("Kept for this session only, never saved in the document.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Show the value" }));
    expect(screen.getByLabelText("Value of header 1")).toHaveAttribute("type", "text");
  });

  it.each([
    ["Authorization", "password"],
    ["X-API-Key", "password"],
    ["Accept", null],
  ])("%s is typed as %s", async (name, kind) => {
    const opened = await newDocument();
    await opened.user.click(screen.getByText("Sign-in and headers"));
    await opened.user.click(screen.getByRole("button", { name: "Add header" }));
    await type(opened, screen.getByLabelText("Name of header 1"), name);
    expect(screen.getByLabelText("Value of header 1").getAttribute("type")).toBe(kind);
  });

  it("marks a secret that the backend has to keep out of the document", async () => {
    const opened = await withSignIn();
    await type(opened, screen.getByLabelText("Value of header 1"), "Bearer abc");
    expect(opened.fake.controls.document()?.extraction.request.headers).toEqual([
      { name: "Authorization", value: "Bearer abc", enabled: true, secret: true },
    ]);
  });

  it("can be left out and removed", async () => {
    const { user, fake, checked } = await withSignIn();
    await user.click(screen.getByLabelText("Send header 1"));
    await checked();
    expect(fake.controls.document()?.extraction.request.headers[0]?.enabled).toBe(false);
    await user.click(screen.getByRole("button", { name: "Remove header 1" }));
    await checked();
    expect(fake.controls.document()?.extraction.request.headers).toEqual([]);
  });
});

describe("the body", () => {
  it.each([
    ['{"id": {id}}', /Valid JSON/],
    ['{"id": ', /Begins like JSON but is not/],
    ["id={id}", /Sent as it stands/],
  ])("%s", async (body, hint) => {
    const opened = await newDocument();
    expect(screen.queryByLabelText("Body of the request")).not.toBeInTheDocument();
    await opened.user.click(screen.getByLabelText("POST"));
    await type(opened, screen.getByLabelText("Body of the request"), body);
    expect(screen.getByText(hint)).toBeInTheDocument();
    expect(opened.fake.controls.document()?.extraction.request.body).toBe(body);
  });
});

it("saves once for a burst of typing", async () => {
  const opened = await newDocument();
  const before = commands(opened.fake).filter((name) => name === "extraction.update").length;
  await opened.user.click(address());
  await opened.user.keyboard("https://a.b");
  await opened.checked();
  expect(commands(opened.fake).filter((name) => name === "extraction.update").length - before).toBe(1);
});
