namespace Workbook.Orchestration.Ec2;

/// <summary>The availability zones of a region: a, b and c.</summary>
public static class Zones
{
    public static IReadOnlyList<string> Of(string region) => [region + "a", region + "b", region + "c"];

    /// <summary>The id that is the same in every account: <c>us-east-1a</c> → <c>use1-az1</c>, <c>eu-central-1b</c> → <c>euc1-az2</c>.</summary>
    public static string IdOf(string zone)
    {
        var parts = zone[..^1].Split('-');
        var direction = string.Concat(parts[1..^1].Select(part => part switch
        {
            "northeast" => "ne",
            "northwest" => "nw",
            "southeast" => "se",
            "southwest" => "sw",
            "" => "",
            _ => part[..1],
        }));
        return $"{parts[0]}{direction}{parts[^1]}-az{zone[^1] - 'a' + 1}";
    }
}
