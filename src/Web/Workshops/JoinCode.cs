using System.Security.Cryptography;
using System.Text;

namespace Workbook.Web.Workshops;

/// <summary>What the instructor shows the class, and who wants to join has to know: eight letters and digits that nobody takes for others.</summary>
internal sealed class JoinCode
{
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Half = 4;

    private readonly string _code = RandomNumberGenerator.GetString(Alphabet, Half * 2);

    /// <summary>Such as <c>K7QF-3MWD</c>.</summary>
    public string Text => $"{_code[..Half]}-{_code[Half..]}";

    /// <summary>In any case, with whatever between the letters. Takes the same time whatever was offered.</summary>
    public bool Is(string? offered)
    {
        var plain = new string([.. (offered ?? "").ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(plain), Encoding.ASCII.GetBytes(_code));
    }
}
