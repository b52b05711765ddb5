using System.Text;
using Workbook.Shapes;

namespace Workbook.Orchestration.Ec2;

/// <summary>What a machine is told at its first start: a script, settings, or several parts of them in MIME.</summary>
public static class UserData
{
    private const int MostBytes = 16 * 1024;

    /// <exception cref="ApiException">It is not base64, or too long.</exception>
    public static void Check(string base64)
    {
        if (!Convert.TryFromBase64String(base64, new byte[base64.Length], out var length)) throw Ec2Refusal.Of("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.");
        if (length > MostBytes) throw Ec2Refusal.Of("InvalidParameterValue", $"User data is limited to {MostBytes} bytes");
    }

    /// <summary>The text in it; empty for none.</summary>
    public static string Decode(string? base64)
    {
        var bytes = new byte[base64?.Length ?? 0];
        return base64 is not null && Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }

    /// <summary>The parts of MIME multi-part user data, decoded; the text itself where it is one part.</summary>
    public static IEnumerable<string> Parts(string text)
    {
        var plain = text.ReplaceLineEndings("\n");
        if (Boundary(plain) is not { Length: > 0 } boundary) return [plain];
        return plain.Split("--" + boundary).Skip(1).Where(part => !part.StartsWith("--", StringComparison.Ordinal)).Select(Body);
    }

    private static string? Boundary(string text)
    {
        var head = text.TrimStart('\n');
        if (!head.StartsWith("MIME-Version", StringComparison.OrdinalIgnoreCase) && !head.StartsWith("Content-Type: multipart", StringComparison.OrdinalIgnoreCase)) return null;
        var at = head.IndexOf("boundary=", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : head[(at + "boundary=".Length)..].Split('\n', 2)[0].Split(';', 2)[0].Trim().Trim('"');
    }

    private static string Body(string part)
    {
        var halves = part.TrimStart('\n').Split("\n\n", 2);
        if (halves.Length < 2) return "";
        return halves[0].Contains("Content-Transfer-Encoding: base64", StringComparison.OrdinalIgnoreCase)
            ? Decode(string.Concat(halves[1].Where(c => !char.IsWhiteSpace(c))))
            : halves[1];
    }
}
