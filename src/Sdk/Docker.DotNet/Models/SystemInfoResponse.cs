using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>SystemInfo: answer to <c>GET /info</c>; memory is in bytes.</summary>
public class SystemInfoResponse
{
    public string ID { get; set; } = string.Empty;

    public long Containers { get; set; }

    public long ContainersRunning { get; set; }

    public long ContainersPaused { get; set; }

    public long ContainersStopped { get; set; }

    public long Images { get; set; }

    public string Driver { get; set; } = string.Empty;

    public bool MemoryLimit { get; set; }

    public bool SwapLimit { get; set; }

    [JsonPropertyName("CpuCfsPeriod")]
    public bool CPUCfsPeriod { get; set; }

    [JsonPropertyName("CpuCfsQuota")]
    public bool CPUCfsQuota { get; set; }

    public bool CPUShares { get; set; }

    public bool CPUSet { get; set; }

    public bool PidsLimit { get; set; }

    public bool IPv4Forwarding { get; set; }

    public bool OomKillDisable { get; set; }

    public string SystemTime { get; set; } = string.Empty;

    public string LoggingDriver { get; set; } = string.Empty;

    public string CgroupDriver { get; set; } = string.Empty;

    public string? CgroupVersion { get; set; }

    public string KernelVersion { get; set; } = string.Empty;

    public string OperatingSystem { get; set; } = string.Empty;

    public string OSVersion { get; set; } = string.Empty;

    public string OSType { get; set; } = string.Empty;

    public string Architecture { get; set; } = string.Empty;

    public long NCPU { get; set; }

    public long MemTotal { get; set; }

    public string DockerRootDir { get; set; } = string.Empty;

    [JsonPropertyName("HttpProxy")]
    public string HTTPProxy { get; set; } = string.Empty;

    [JsonPropertyName("HttpsProxy")]
    public string HTTPSProxy { get; set; } = string.Empty;

    public string NoProxy { get; set; } = string.Empty;

    public string Name { get; set; } = string.Empty;

    public IList<string> Labels { get; set; } = default!;

    public string ServerVersion { get; set; } = string.Empty;

    public string DefaultRuntime { get; set; } = string.Empty;

    public bool LiveRestoreEnabled { get; set; }

    public string InitBinary { get; set; } = string.Empty;

    public IList<string> SecurityOptions { get; set; } = default!;

    public IList<string> Warnings { get; set; } = default!;
}
