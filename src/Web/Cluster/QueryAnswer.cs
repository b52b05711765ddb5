using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Workbook.Web.Cluster;

/// <summary>Answers of AWS's Query protocol as the JSON that the AWS CLI makes of them.</summary>
internal static class QueryAnswer
{
    // XML does not say what is a number; to the CLI it is the service's model that does.
    private static readonly HashSet<string> Numbers = new(StringComparer.Ordinal)
    {
        "Port", "HealthCheckIntervalSeconds", "HealthCheckTimeoutSeconds", "HealthyThresholdCount", "UnhealthyThresholdCount",
    };

    private static readonly HashSet<string> Lists = new(StringComparer.Ordinal) { "AvailabilityZones", "SecurityGroups", "LoadBalancerArns", "LoadBalancerAddresses" };

    public static JsonNode? ToJson(XElement element)
    {
        var name = element.Name.LocalName;
        var children = element.Elements().ToList();
        if (Lists.Contains(name) || (children.Count > 0 && children.All(child => child.Name.LocalName == "member"))) return new JsonArray([.. children.Select(ToJson)]);
        if (children.Count > 0) return new JsonObject(children.Select(child => KeyValuePair.Create(child.Name.LocalName, ToJson(child))));
        return Numbers.Contains(name) && int.TryParse(element.Value, out var number) ? JsonValue.Create(number)
            : element.Value is "true" or "false" ? JsonValue.Create(element.Value == "true")
            : JsonValue.Create(element.Value);
    }
}
