using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>ContainerStatsResponse: one sample of <c>GET /containers/{id}/stats</c>.</summary>
public class ContainerStatsResponse
{
    [JsonPropertyName("id")]
    public string? ID { get; set; }

    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("os_type")]
    public string? OSType { get; set; }

    [JsonPropertyName("read")]
    public DateTime Read { get; set; }

    [JsonPropertyName("cpu_stats")]
    public CPUStats? CPUStats { get; set; }

    [JsonPropertyName("memory_stats")]
    public MemoryStats? MemoryStats { get; set; }

    [JsonPropertyName("networks")]
    public IDictionary<string, NetworkStats>? Networks { get; set; }

    [JsonPropertyName("pids_stats")]
    public PidsStats? PidsStats { get; set; }

    [JsonPropertyName("blkio_stats")]
    public BlkioStats? BlkioStats { get; set; }

    [JsonPropertyName("num_procs")]
    public uint NumProcs { get; set; }

    [JsonPropertyName("preread")]
    public DateTime PreRead { get; set; }

    [JsonPropertyName("precpu_stats")]
    public CPUStats? PreCPUStats { get; set; }
}
