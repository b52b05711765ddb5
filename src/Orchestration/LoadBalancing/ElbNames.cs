namespace Workbook.Orchestration.LoadBalancing;

/// <summary>What load balancers and target groups may be called: up to 32 letters, digits and hyphens, no hyphen at either end.</summary>
internal static class ElbNames
{
    private const int Longest = 32;
    private const string Pattern = "(?!^-)(?!.*-$)^[A-Za-z0-9-]+$";

    public static string LoadBalancer(string? name)
    {
        if (string.IsNullOrEmpty(name)) throw ElbRefusal.Validation("A load balancer name must be specified");
        if (name.Length > Longest) throw ElbRefusal.Validation($"The load balancer name '{name}' cannot be longer than '{Longest}' characters");
        if (!IsWellFormed(name)) throw ElbRefusal.Constraint(name, "loadBalancerName", $"Member must satisfy regular expression pattern: {Pattern}");
        if (name.StartsWith("internal-", StringComparison.Ordinal)) throw ElbRefusal.Validation("The load balancer name cannot begin with 'internal-'");
        return name;
    }

    public static string TargetGroup(string? name)
    {
        if (string.IsNullOrEmpty(name)) throw ElbRefusal.Validation("A target group name must be specified");
        if (name.Length > Longest) throw ElbRefusal.Validation($"Target group name '{name}' cannot be longer than '{Longest}' characters");
        return IsWellFormed(name) ? name : throw ElbRefusal.Constraint(name, "targetGroupName", $"Member must satisfy regular expression pattern: {Pattern}");
    }

    private static bool IsWellFormed(string name) => name[0] != '-' && name[^1] != '-' && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}
