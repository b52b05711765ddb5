using System.Security.Cryptography;
using System.Text;

namespace Workbook.Web.Access;

/// <summary>A secret that opens a site: it stands in an address that one person is given, and then in a cookie.</summary>
internal sealed class SiteToken
{
    private const int Bytes = 32;

    public string Text { get; } = RandomNumberGenerator.GetHexString(Bytes * 2, lowercase: true);

    /// <summary>Takes the same time whatever was offered.</summary>
    public bool Is(string? offered) =>
        offered is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(offered), Encoding.UTF8.GetBytes(Text));
}
