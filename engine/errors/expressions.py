"""What can be wrong with an expression in FEEL or in a language translated to it; must not read any."""

from engine.errors.kinds import Invalid


class FeelSyntaxError(Invalid):
    """The expression cannot be read at character {position}: “{expected}” should stand where “{found}” stands."""


class FeelUnfinished(FeelSyntaxError):
    """The expression breaks off at character {position}: “{expected}” is missing. Add it."""


class FeelEmpty(FeelSyntaxError):
    """The expression is empty. Write a value or a condition, for example amount > 1000."""


class FeelValueMissing(FeelSyntaxError):
    """At character {position} a value or a name should stand, not “{found}”. Write what is compared or computed there."""


class FeelLeftover(FeelSyntaxError):
    """The expression is complete before “{found}” at character {position}. Join both parts with and, or, + … or remove one."""


class FeelWriteInstead(FeelSyntaxError):
    """“{found}” at character {position} is not FEEL. Write {write} instead."""


class FeelOpenText(FeelSyntaxError):
    """The text that begins at character {position} has no end. Close it with a quotation mark (")."""


class FeelBadEscape(FeelSyntaxError):
    """“{found}” at character {position} names no character. Write \\u and four hexadecimal digits, or the character itself."""


class FeelStrayCharacter(FeelSyntaxError):
    """The character “{found}” at position {position} means nothing here. Remove it, or put it in a text in quotation marks."""


class FeelChainedComparison(FeelSyntaxError):
    """A second comparison follows at character {position}. Join them with and, or write for example x in [1..3]."""


class FeelRepeatedName(FeelSyntaxError):
    """The name “{name}” is given twice at character {position}. Give each entry a name of its own."""


class FeelUnknownFunction(FeelSyntaxError):
    """There is no function “{found}” (character {position}). Did you mean {similar}? All of them are listed in docs/feel.md."""


class FeelMethodCall(FeelSyntaxError):
    """“{found}(…)” after a point at character {position} would call program code. Use a function, for example contains(text, "a")."""


class FeelWrongArguments(FeelSyntaxError):
    """{function} cannot take these arguments (character {position}). Call it as {usage}."""


class FeelUnknownType(FeelSyntaxError):
    """There is no type “{found}” (character {position}). Use one of {types}."""


class FeelLimit(Invalid):
    """The expression asks for more work or room than one expression may use ({maximum}). Make it simpler, or split it."""


class FeelTooLong(FeelLimit):
    """The expression is longer than {maximum} characters. Split it into several steps."""


class FeelTooManyParts(FeelLimit):
    """The expression has more than {maximum} parts. Split it into several steps or use a decision table."""


class FeelTooDeep(FeelLimit):
    """Brackets, lists or contexts lie more than {maximum} deep in one another. Name the inner parts in steps of their own."""


class FeelOutOfFuel(FeelLimit):
    """The expression was stopped after {maximum} units of work. Go through fewer elements, or filter the list first."""


class FeelTextTooLong(FeelLimit):
    """The expression makes a text longer than {maximum} characters. Keep long documents outside expressions."""


class FeelListTooLong(FeelLimit):
    """The expression makes a list longer than {maximum} elements. Filter it first."""


class FeelProducesTooMuch(FeelLimit):
    """The expression produces more than {maximum} characters altogether. Make smaller lists and texts."""


class NotTranslatable(FeelSyntaxError):
    """“{found}” has no equal in FEEL. Write the expression in FEEL, for example amount > 1000 and region = "North"."""


class CallNotTranslatable(NotTranslatable):
    """“{found}” calls program code, which no expression may do. Use a FEEL function, for example contains(text, "a")."""


class KnownCallNotTranslatable(CallNotTranslatable):
    """“{found}” calls program code, which no expression may do. Write {write} instead."""


class RewriteNotTranslatable(NotTranslatable):
    """“{found}” is not FEEL, and what it means is not guessed. If this is meant, write: {write}"""


class StatementNotTranslatable(NotTranslatable):
    """“{found}” is a program statement. A script is a FEEL context: write {{name: value, second name: value}}."""


class MixedTextNotTranslatable(NotTranslatable):
    """“{found}” mixes words with ${{…}}. Write one FEEL expression, for example "Case " + string(number)."""


class LanguageNotTranslatable(NotTranslatable):
    """Expressions in {found} are not run here. Write this one in FEEL and remove the language from the diagram."""
