using System.Globalization;
using System.Text;
using Workbook.Orchestration.Ec2;
using Workbook.Shapes;

namespace Workbook.Server.Api.Ec2;

/// <summary>Pages of Describe operations; without a size everything is on the first page.</summary>
internal static class Ec2Page
{
    /// <summary>One page and the token of the next.</summary>
    /// <exception cref="ApiException">The token is not one that was given.</exception>
    public static (ValueList<T> Items, string? NextToken) Of<T>(ValueList<T> all, int? maxResults, string? nextToken)
    {
        var start = nextToken is null ? 0 : Decode(nextToken);
        var size = maxResults is > 0 and var wanted ? wanted : int.MaxValue;
        var items = all.Skip(start).Take(size).ToValueList();
        return (items, start + items.Count < all.Count ? Encode(start + items.Count) : null);
    }

    private static string Encode(int start) => Convert.ToBase64String(Encoding.UTF8.GetBytes(start.ToString(CultureInfo.InvariantCulture)));

    private static int Decode(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length) && int.TryParse(Encoding.UTF8.GetString(bytes, 0, length), NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? start
            : throw Ec2Refusal.Of("InvalidNextToken", "The specified NextToken is not valid.");
    }
}
