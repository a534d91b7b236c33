import { act, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";

import { callsOf, closePanel, openPanel, settle } from "../../test/panel";
import { isPictureAddress } from "./kind";
import { lookAt } from "./store";
import { ValueDialog } from "./ValueDialog";

const open = () => openPanel(<ValueDialog />, "results");
const look = (kind: "text" | "json" | "null", text: string) =>
  act(async () => lookAt({ title: "note", row: 4, cell: { kind, text } }));

afterEach(async () => {
  await act(async () => lookAt(null));
  await closePanel();
});

describe("the value viewer", () => {
  it("shows a long text whole, and copies it", async () => {
    const { fake, user } = await open();
    const long = "word ".repeat(500);
    await look("text", long);
    const dialog = within(screen.getByRole("dialog", { name: /note/ }));
    expect(dialog.getByText("row 5")).toBeInTheDocument();
    await user.click(dialog.getByRole("button", { name: "Copy the value" }));
    expect(callsOf(fake, "clipboard.write")).toEqual([[long]]);
    await user.keyboard("{F7}");
    await settle(300);
    expect(screen.queryByRole("dialog", { name: /note/ })).toBeNull();
  });

  it("shows JSON as a tree whose paths can be copied, its numbers as they were written", async () => {
    const { fake, user } = await open();
    await look("json", '{"a":[{"b c":9007199254740993}]}');
    expect(screen.getByRole("button", { name: /^a/, expanded: true })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: /^0/ }));
    expect(screen.getByText("9007199254740993")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Copy the path $.a[0]['b c']" }));
    expect(callsOf(fake, "clipboard.write")).toEqual([["$.a[0]['b c']"]]);
  });

  it("tells what holds nothing apart", async () => {
    await open();
    await look("text", "");
    expect(screen.getByText("An empty text")).toBeInTheDocument();
    await look("null", "");
    expect(screen.getByText("null")).toBeInTheDocument();
  });
});

describe("a value that is a link", () => {
  const PNG = "https://img.example.com/7.png";
  const press = (name: string) => screen.getByRole("button", { name });

  it("is fetched or opened by nothing but a press", async () => {
    const { fake, user } = await open();
    await look("text", PNG);
    await settle(1000);
    expect(screen.queryByRole("img")).toBeNull();
    expect(callsOf(fake, "links.picture")).toEqual([]);
    expect(callsOf(fake, "links.open")).toEqual([]);
    await user.click(press("Copy the link"));
    expect(callsOf(fake, "clipboard.write")).toEqual([[PNG]]);
    await user.click(press("Open in browser"));
    expect(callsOf(fake, "links.open")).toEqual([[PNG]]);
  });

  it("says why the browser did not open", async () => {
    const { fake, user } = await open();
    await look("text", PNG);
    fake.controls.failNext("links.open", { code: "not_found", message: "There is no browser.", detail: null });
    await user.click(press("Open in browser"));
    expect(await screen.findByText("There is no browser.")).toBeInTheDocument();
  });

  it("is shown as a picture by the keyboard alone, and taken away again", async () => {
    const { fake, user } = await open();
    await look("text", PNG);
    act(() => press("Show picture").focus());
    await user.keyboard("{Enter}");
    await settle();
    expect(callsOf(fake, "links.picture")).toEqual([[PNG]]);
    const picture = screen.getByRole("img", { name: `Picture at ${PNG}` });
    expect(picture).toHaveAttribute("src", expect.stringMatching(/^data:image\//));
    expect(press("Hide the picture")).toHaveFocus();
    await user.keyboard(" ");
    expect(screen.queryByRole("img")).toBeNull();
    expect(screen.getByRole("dialog")).toBeInTheDocument();
  });

  it("is fetched once, however often it is pressed, and says so meanwhile", async () => {
    const { fake, user } = await open();
    await look("text", PNG);
    let answer = (_: string) => {};
    let asked = 0;
    fake.links.picture = () => {
      asked += 1;
      return new Promise((resolve) => {
        answer = resolve;
      });
    };
    await user.click(press("Show picture"));
    await settle();
    expect(screen.getByRole("status")).toHaveTextContent("Fetching the picture…");
    await user.click(press("Fetching the picture…"));
    expect(asked).toBe(1);
    await act(async () => answer("data:image/png;base64,"));
    expect(screen.getByRole("img")).toBeInTheDocument();
  });

  it.each([
    ["not_found", "There is nothing at this address, or it does not answer."],
    ["too_large", "It is too large to be shown here. Open it in the browser."],
    ["cannot_read", "What is at this address is no picture of a kind that can be shown."],
    ["internal", "As the engine says."],
  ])("that cannot be shown (%s) says why, and can be tried again", async (code, words) => {
    const { fake, user } = await open();
    await look("text", PNG);
    fake.controls.failNext("links.picture", { code, message: "As the engine says.", detail: null });
    await user.click(press("Show picture"));
    await settle();
    expect(screen.getByRole("alert")).toHaveTextContent(words);
    await user.click(press("Try again"));
    await settle();
    expect(screen.getByRole("img")).toBeInTheDocument();
  });

  it("whose bytes cannot be drawn says so", async () => {
    const { user } = await open();
    await look("text", PNG);
    await user.click(press("Show picture"));
    await settle();
    fireEvent.error(screen.getByRole("img"));
    expect(screen.getByRole("alert")).toHaveTextContent("no picture of a kind that can be shown");
  });

  it("to anything can be asked for as a picture, and the next value begins without it", async () => {
    const { user } = await open();
    await look("text", "https://example.com/avatar?id=7");
    await user.click(press("Show as a picture"));
    await settle();
    expect(screen.getByRole("img")).toBeInTheDocument();
    await look("text", PNG);
    expect(screen.queryByRole("img")).toBeNull();
  });

  it.each([
    ["https://a.b/c.png", true],
    ["https://a.b/C.JPEG?size=2", true],
    ["http://a.b/c.webp#x", true],
    ["https://a.b/c.gif", true],
    ["https://a.b/c.pdf", false],
    ["https://a.b/?file=c.png", false],
    ["nothing", false],
  ])("%s looks like a picture: %s", (address, expected) => {
    expect(isPictureAddress(address)).toBe(expected);
  });
});
