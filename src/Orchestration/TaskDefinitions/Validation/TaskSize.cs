using System.Globalization;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>The CPU and memory of a whole task; either may be absent on EC2.</summary>
/// <param name="Cpu">CPU units, 1024 to a vCPU.</param>
/// <param name="Memory">MiB.</param>
internal readonly record struct TaskSize(int? Cpu, int? Memory)
{
    // On EC2 ECS takes from 0.125 vCPU (128 units) to 192 vCPUs (196,608 units); Fargate has its own table.
    private const int LeastCpu = 128;
    private const int MostCpu = 192 * 1024;

    /// <summary>
    /// Reads <c>cpu</c> ("1024", "1 vCPU", ".5 vcpu") and <c>memory</c> ("512", "2GB", "0.5 GB") as the developer guide's
    /// "Task size" describes them.
    /// </summary>
    public static TaskSize Of(RegisterTaskDefinitionRequest request)
    {
        var cpu = Read(request.Cpu, "vcpu", "cpu");
        var onlyFargate = request.RequiresCompatibilities?.Contains(Compatibility.Fargate) ?? false;
        if (cpu is < LeastCpu or > MostCpu && !onlyFargate) throw Wording.InvalidForTask("cpu");
        return new(cpu, Read(request.Memory, "gb", "memory"));
    }

    private static int? Read(string? text, string unit, string setting)
    {
        if (text is null) return null;
        var number = text.Trim();
        var scale = 1;
        if (number.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
        {
            // "0.25 vCPU" → 0.25 × 1024 = 256 units; "2GB" → 2 × 1024 = 2048 MiB.
            number = number[..^unit.Length].TrimEnd();
            scale = 1024;
        }
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value <= 0 || value > int.MaxValue / scale || !decimal.IsInteger(value * scale))
        {
            throw Wording.InvalidForTask(setting);
        }
        return (int)(value * scale);
    }
}
