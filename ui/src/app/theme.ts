import {
  createTheme,
  defaultVariantColorsResolver,
  Input,
  type MantineColorsTuple,
  Modal,
  Popover,
  Tooltip,
  type VariantColorsResolver,
} from "@mantine/core";

/** No web fonts: what the system has, with faces that hold every sign that we use. */
const SANS =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Cantarell, Ubuntu, "DejaVu Sans", "Liberation Sans", sans-serif';
const MONO = 'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "Noto Sans Mono", "DejaVu Sans Mono", monospace';

/** A blue whose seventh shade keeps 4.5:1 with white text, and whose fourth does on the dark ground. */
const blue: MantineColorsTuple = [
  "#e8f2fd",
  "#d0e3fa",
  "#a3c8f4",
  "#73acee",
  "#4d95e9",
  "#2f83e3",
  "#1c74d9",
  "#1463bd",
  "#0f549f",
  "#094683",
];

/** What can be pressed and has no ground is told from a label by the accent, which Mantine makes all but white in the dark. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const isAccent = (input.color ?? input.theme.primaryColor) === input.theme.primaryColor;
  if (input.variant === "light" && input.color === "yellow")
    return { ...colors, background: "var(--fg-warn-ground)", color: "var(--fg-warn)" };
  return input.variant === "subtle" && isAccent
    ? { ...colors, color: "var(--fg-accent)", hover: "var(--fg-placeholder-ground)" }
    : colors;
};

const dense = { defaultProps: { size: "xs" } };

export const theme = createTheme({
  fontFamily: SANS,
  fontFamilyMonospace: MONO,
  headings: { fontFamily: SANS, fontWeight: "600" },
  primaryColor: "blue",
  variantColorResolver,
  primaryShade: { light: 7, dark: 7 },
  colors: { blue },
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontSizes: { xs: "0.8125rem", sm: "0.875rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  components: {
    Button: { ...dense, styles: { label: { fontWeight: 500 } } },
    TextInput: dense,
    PasswordInput: dense,
    NumberInput: dense,
    Textarea: dense,
    Select: dense,
    NativeSelect: dense,
    Checkbox: dense,
    Radio: dense,
    Switch: dense,
    SegmentedControl: dense,
    // Nothing moves: under software rendering every frame of an animation is paid for, and a dense tool needs none.
    Modal: Modal.extend({
      defaultProps: { transitionProps: { duration: 0 }, centered: true, padding: "lg" },
      // The strongest text of a dialog: the labels in it are of weight 600.
      styles: { title: { fontSize: "var(--mantine-font-size-lg)", fontWeight: 700 } },
    }),
    Popover: Popover.extend({ defaultProps: { transitionProps: { duration: 0 } } }),
    Menu: { defaultProps: { transitionProps: { duration: 0 } } },
    // It stands in its menu, which may be scrolled: in a place of its own it has the room of the window.
    MenuSub: { defaultProps: { floatingStrategy: "fixed" } },
    Drawer: { defaultProps: { transitionProps: { duration: 0 } } },
    Tooltip: Tooltip.extend({
      defaultProps: {
        openDelay: 400,
        withArrow: true,
        transitionProps: { duration: 0 },
        events: { hover: true, focus: true, touch: false },
        fz: "xs",
      },
    }),
    InputWrapper: Input.Wrapper.extend({ styles: { label: { fontWeight: 600 } } }),
  },
});
