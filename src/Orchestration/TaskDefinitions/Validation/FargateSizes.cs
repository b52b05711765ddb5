namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>The CPU and memory pairs that Fargate sells (developer guide, "Task CPU and memory").</summary>
internal static class FargateSizes
{
    /// <summary>One row: for so many CPU units, memory from <paramref name="Least"/> to <paramref name="Most"/> MiB in multiples of a step.</summary>
    private readonly record struct Row(int Cpu, int Least, int Most, int Step, bool Windows);

    private const int GiB = 1024;

    private static readonly Row[] Rows =
    [
        new(512, 1 * GiB, 4 * GiB, 1 * GiB, Windows: false),
        new(1024, 2 * GiB, 8 * GiB, 1 * GiB, Windows: true),
        new(2048, 4 * GiB, 16 * GiB, 1 * GiB, Windows: true),
        new(4096, 8 * GiB, 30 * GiB, 1 * GiB, Windows: true),
        new(8192, 16 * GiB, 60 * GiB, 4 * GiB, Windows: false),
        new(16384, 32 * GiB, 120 * GiB, 8 * GiB, Windows: false),
    ];

    /// <summary>Whether the pair is sold, and for Windows when <paramref name="windows"/> says so.</summary>
    public static bool Exists(int cpu, int memory, bool windows)
    {
        // The smallest size doubles instead of stepping: 512, 1024, 2048.
        if (cpu == 256) return memory is 512 or 1024 or 2048 && !windows;
        foreach (var row in Rows)
        {
            if (row.Cpu == cpu)
            {
                // 8192 units: 16384, 20480, … 61440; 17408 is off by a quarter of a step.
                return memory >= row.Least && memory <= row.Most && memory % row.Step == 0 && (row.Windows || !windows);
            }
        }
        return false;
    }
}
