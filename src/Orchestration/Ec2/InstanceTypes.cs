namespace Workbook.Orchestration.Ec2;

/// <summary>What a type of machine has.</summary>
/// <param name="Name">Such as <c>t3.medium</c>.</param>
/// <param name="Cpus">vCPUs.</param>
/// <param name="MemoryMiB">As EC2 states it.</param>
/// <param name="Gpus">Whole GPUs.</param>
/// <param name="Architecture"><c>x86_64</c> or <c>arm64</c>.</param>
public sealed record InstanceTypeFacts(string Name, int Cpus, int MemoryMiB, int Gpus = 0, string Architecture = "x86_64");

/// <summary>The types that exist here (see "Amazon EC2 instance types").</summary>
public static class InstanceTypes
{
    private const string Arm = "arm64";

    public static IReadOnlyDictionary<string, InstanceTypeFacts> All { get; } = Listed().ToDictionary(type => type.Name, StringComparer.Ordinal);

    private static IEnumerable<InstanceTypeFacts> Listed()
    {
        foreach (var (size, gib) in ((string, int)[])[("micro", 1), ("small", 2), ("medium", 4), ("large", 8), ("xlarge", 16), ("2xlarge", 32)])
        {
            var cpus = size switch { "2xlarge" => 8, "xlarge" => 4, _ => 2 };
            yield return new($"t2.{size}", size is "micro" or "small" ? 1 : cpus, gib * 1024);
            yield return new($"t3.{size}", cpus, gib * 1024);
            yield return new($"t3a.{size}", cpus, gib * 1024);
            yield return new($"t4g.{size}", cpus, gib * 1024, 0, Arm);
        }
        yield return new("t2.nano", 1, 512);
        yield return new("t3.nano", 2, 512);
        yield return new("t3a.nano", 2, 512);
        yield return new("t4g.nano", 2, 512, 0, Arm);

        // GiB for each vCPU: 2 for c, 4 for m, 8 for r.
        foreach (var (families, gibPerCpu) in ((string, int)[])[("c5a c6i c6a c7i c6g c7g", 2), ("m5 m5a m6i m6a m7i m6g m7g", 4), ("r5 r6i r6g", 8)])
        {
            foreach (var family in families.Split(' '))
            {
                foreach (var (size, cpus) in ((string, int)[])[("large", 2), ("xlarge", 4), ("2xlarge", 8), ("4xlarge", 16), ("8xlarge", 32), ("12xlarge", 48), ("16xlarge", 64)])
                    yield return new($"{family}.{size}", cpus, cpus * gibPerCpu * 1024, 0, family[^1] == 'g' ? Arm : "x86_64");
            }
        }
        foreach (var (size, cpus) in ((string, int)[])[("large", 2), ("xlarge", 4), ("2xlarge", 8), ("4xlarge", 16), ("9xlarge", 36), ("12xlarge", 48), ("18xlarge", 72)])
            yield return new($"c5.{size}", cpus, cpus * 2 * 1024);
        foreach (var (size, cpus, gpus) in ((string, int, int)[])[("xlarge", 4, 1), ("2xlarge", 8, 1), ("4xlarge", 16, 1), ("8xlarge", 32, 1), ("12xlarge", 48, 4), ("16xlarge", 64, 1)])
        {
            yield return new($"g4dn.{size}", cpus, cpus * 4 * 1024, gpus);
            yield return new($"g5.{size}", cpus, cpus * 4 * 1024, gpus);
        }
    }
}
