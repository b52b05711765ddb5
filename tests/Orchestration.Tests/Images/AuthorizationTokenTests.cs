using Workbook.Orchestration.Images;

namespace Workbook.Orchestration.Tests.Images;

/// <summary>The password that GetAuthorizationToken gives out.</summary>
public class AuthorizationTokenTests
{
    private static readonly byte[] Secret = [1, 2, 3];
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AuthorizationToken Token = AuthorizationToken.For(Push.Scope, "arn:aws:iam::123456789012:root", Now);

    [Test]
    public void It_opens_with_the_secret_it_was_sealed_with()
    {
        AuthorizationToken.TryOpen(Token.Seal(Secret), Secret, out var opened).Should().BeTrue();

        opened.Should().Be(Token);
    }

    [Test]
    public void It_ends_after_twelve_hours()
    {
        Token.IsExpired(Now.AddHours(12).AddTicks(-1)).Should().BeFalse();
        Token.IsExpired(Now.AddHours(12)).Should().BeTrue();
    }

    [Test]
    public void It_goes_through_HTTP_Basic_unharmed() => Token.Seal(Secret).Should().MatchRegex("^[A-Za-z0-9._-]+$");

    [Test]
    public void Nobody_else_can_make_one() => AuthorizationToken.TryOpen(Token.Seal([9]), Secret, out _).Should().BeFalse();

    [Test]
    public void Any_other_letter_makes_it_worthless()
    {
        var password = Token.Seal(Secret);
        for (var i = 0; i < password.Length - 1; i++)
        {
            var other = password[..i] + (password[i] == 'A' ? 'B' : 'A') + password[(i + 1)..];
            AuthorizationToken.TryOpen(other, Secret, out _).Should().BeFalse(because: $"letter {i} is another");
        }
    }

    [TestCase("")]
    [TestCase(".")]
    [TestCase("a")]
    [TestCase("a.b.c")]
    [TestCase("ä.ö")]
    [TestCase("not a token.at all")]
    public void What_is_no_token_is_told_from_one(string password) => AuthorizationToken.TryOpen(password, Secret, out _).Should().BeFalse();
}
