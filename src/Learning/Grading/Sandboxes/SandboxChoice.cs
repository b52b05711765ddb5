namespace Workbook.Learning.Grading;

/// <summary>The best sandbox that this machine has.</summary>
public static class SandboxChoice
{
    /// <summary>Bubblewrap; else Docker; else none, which the report says with the reasons.</summary>
    public static async Task<ISandbox> MakeAsync(TimeProvider time, CancellationToken cancellation)
    {
        var (bubblewrap, whyNot) = await BubblewrapSandbox.TryCreateAsync(cancellation);
        if (bubblewrap is not null) return bubblewrap;
        var (docker, whyNotEither) = await DockerSandbox.TryCreateAsync(time, cancellation);
        return docker is not null ? docker : new UnconfinedSandbox($"{whyNot} {whyNotEither}".TrimEnd());
    }
}
