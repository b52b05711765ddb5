using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json;

namespace Hello;

/// <summary>Who answers: as ECS knows the task, or as the container sees itself.</summary>
/// <param name="Address">The task's IP address.</param>
/// <param name="TaskArn">Null outside of ECS.</param>
/// <param name="Zone">The Availability Zone; null outside of ECS.</param>
internal sealed record Self(string HostName, string Address, string? TaskArn, string? Zone)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<Self> FindAsync()
    {
        var (taskArn, zone, address) = await AskEcsAsync();
        return new(Environment.MachineName, address ?? OwnAddress(), taskArn, zone);
    }

    /// <summary>ECS tells each container where to ask (see "Task metadata endpoint version 4").</summary>
    private static async Task<(string? TaskArn, string? Zone, string? Address)> AskEcsAsync()
    {
        if (Environment.GetEnvironmentVariable("ECS_CONTAINER_METADATA_URI_V4") is not { Length: > 0 } metadata) return default;
        try
        {
            using var http = new HttpClient { Timeout = Patience };
            using var task = JsonDocument.Parse(await http.GetStringAsync($"{metadata}/task"));
            using var container = JsonDocument.Parse(await http.GetStringAsync(metadata));
            return (Text(task.RootElement, "TaskARN"), Text(task.RootElement, "AvailabilityZone"), AddressIn(container.RootElement));
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or JsonException)
        {
            Console.Error.WriteLine($"The task metadata cannot be had: {error.Message}");
            return default;
        }
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string? AddressIn(JsonElement container) =>
        container.TryGetProperty("Networks", out var networks) && networks.GetArrayLength() > 0
            && networks[0].TryGetProperty("IPv4Addresses", out var addresses) && addresses.GetArrayLength() > 0
            ? addresses[0].GetString()
            : null;

    private static string OwnAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(card => card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(card => card.GetIPProperties().UnicastAddresses)
        .FirstOrDefault(address => address.Address.AddressFamily == AddressFamily.InterNetwork)?.Address.ToString() ?? "127.0.0.1";
}
