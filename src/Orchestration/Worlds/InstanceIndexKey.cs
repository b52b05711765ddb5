using System.Globalization;
using Workbook.Orchestration.Capacity;

namespace Workbook.Orchestration.Worlds;

/// <summary>Sorts container instances by the memory they have left, so that a task finds room without asking all of them.</summary>
internal static class InstanceIndexKey
{
    private const int Digits = 10;

    public static string Of(Instance instance) =>
        Math.Max(0, instance.Remaining.Memory).ToString("D10", CultureInfo.InvariantCulture) + instance.Id;

    public static string InstanceIdOf(string key) => key[Digits..];
}
