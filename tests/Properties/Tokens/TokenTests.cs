namespace Sim.Properties.Tokens;

public class TokenTests
{
    /// <summary>Characters of the token's alphabet, of plain base64, of none, and what a chat or a shell makes of text.</summary>
    private const string Strangers = "AZaz09-_+/=.%# \t\n\0\"'é€\ud800";

    /// <remarks>Mutation: seen to fail when the count of zeros was not begun anew after a choice; and when the input was left out.</remarks>
    [Fact]
    public void A_token_says_after_its_way_through_text_what_it_said_before() =>
        Holds.ForAll(TokenArbitrary.Tokens, static token =>
        {
            Token read = TokenText.Parse(TokenText.Format(token));

            Assert.Equal(token.Choices, read.Choices);
            Assert.Equal(token.Checks, read.Checks);
            Assert.Equal(token.Input, read.Input);
            Assert.Equal(token, read with { Choices = token.Choices, Checks = token.Checks, Input = token.Input });
        }, cases: 300);

    /// <remarks>Mutation: seen to fail when tokens were plain base64.</remarks>
    [Fact]
    public void A_token_is_one_word_that_shells_and_attributes_take_as_it_is() =>
        Holds.ForAll(TokenArbitrary.Tokens, static token => Assert.Matches("^sim1-[A-Za-z0-9_-]+$", TokenText.Format(token)));

    /// <remarks>Mutation: seen to fail when the checksum was not compared; and when foreign characters were answered by a FormatException.</remarks>
    [Fact]
    public void Every_change_of_one_character_is_noticed() =>
        Holds.ForAll(TokenArbitrary.Tokens, static token =>
        {
            string text = TokenText.Format(token);
            for (int at = 0; at < text.Length; at++)
            {
                AssertNoticed(text, text.Remove(at, 1));
                AssertNoticed(text, text.Insert(at, text[at].ToString()));
                foreach (char other in Strangers)
                {
                    AssertNoticed(text, string.Concat(text.AsSpan(0, at), [other], text.AsSpan(at + 1)));
                }
            }
        }, cases: 40);

    /// <remarks>Mutation: seen to fail when white space was skipped in silence.</remarks>
    [Fact]
    public void Every_stray_character_and_every_swap_of_neighbors_is_noticed() =>
        Holds.ForAll(TokenArbitrary.Tokens, static token =>
        {
            string text = TokenText.Format(token);
            for (int at = 0; at < text.Length - 1; at++)
            {
                AssertNoticed(text, $"{text[..at]}{text[at + 1]}{text[at]}{text[(at + 2)..]}");
                foreach (char other in Strangers)
                {
                    AssertNoticed(text, text.Insert(at, other.ToString()));
                }
            }
        }, cases: 20);

    /// <remarks>Mutation: seen to fail when a text too short for a checksum was read on.</remarks>
    [Fact]
    public void A_token_that_was_cut_off_is_noticed() =>
        Holds.ForAll(TokenArbitrary.Tokens, static token =>
        {
            string text = TokenText.Format(token);
            for (int length = 0; length < text.Length; length++)
            {
                AssertNoticed(text, text[..length]);
            }
        });

    private static void AssertNoticed(string text, string damaged)
    {
        if (damaged != text)
        {
            ArgumentException noticed = Assert.Throws<ArgumentException>(() => TokenText.Parse(damaged));
            Assert.Matches("token.*(copy the whole line once more|replay it with|begins with)", noticed.Message);
        }
    }
}
