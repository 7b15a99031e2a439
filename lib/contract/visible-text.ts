/**
 * Matches controls, line separators, half characters, and what is invisible: characters without a width, marks of direction,
 * tags, fillers, the blank Braille pattern. With them, text looks like other text. Joiners and selectors stay where people
 * write them: inside words of some scripts, and inside emoji.
 *
 * A function, so that bundles that never ask do not carry it.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
function hiddenCharacter(): string {
  const joining =
    '[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Nko}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}' +
    '\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}' +
    '\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}]';
  const needed =
    `(?<=${joining})[\\u200c\\u200d](?=${joining})` +
    `|(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})` +
    `|(?<=\\p{Extended_Pictographic})\\ufe0f` +
    `|(?<=[0-9#*])\\ufe0f(?=\\u20e3)`;
  return `(?!${needed})[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\u2800]`;
}

let inLine: RegExp | undefined;
let inText: RegExp | undefined;

/**
 * Whether a text holds what a reader would not see.
 *
 * @param lines Whether the text may have lines and tabs.
 */
export function hidesSomething(text: string, lines: boolean): boolean {
  if (lines) inText ??= new RegExp(`(?![\\t\\n\\r])${hiddenCharacter()}`, 'u');
  else inLine ??= new RegExp(hiddenCharacter(), 'u');
  return (lines ? inText : inLine)?.test(text) === true;
}

/** One line in which every hidden character is a replacement character. */
export function visibleLine(text: string): string {
  return text.replace(new RegExp(hiddenCharacter(), 'gu'), '\ufffd');
}
