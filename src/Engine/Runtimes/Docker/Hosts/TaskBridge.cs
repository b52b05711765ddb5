using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Workbook.Engine.Runtimes.Docker.Hosts;

/// <summary>
/// The bridge that tasks of network mode <c>awsvpc</c> have their interfaces on. Its subnet is always configured: Docker gives a
/// container the address that it asks for on no other.
/// </summary>
internal sealed class TaskBridge(EngineIdentity identity)
{
    public string Name { get; } = $"workbook-{identity.Id}";

    /// <summary>The addresses on it, once it was made; the same when it has to be made again.</summary>
    public IPNetwork? Subnet { get; private set; }

    private string TrialName => $"{Name}-trial";

    /// <summary>Makes it, where it is not there yet.</summary>
    /// <exception cref="NotSupportedException">No subnet is free.</exception>
    public async Task MakeAsync(DockerClient docker, CancellationToken cancellation)
    {
        if (await FindAsync(docker, Name, cancellation) is { } known)
        {
            Subnet = SubnetOf(known);
            return;
        }
        IEnumerable<IPNetwork> first = Subnet is { } before ? [before] : await ChoiceOfDockerAsync(docker, cancellation) is { } choice ? [choice] : [];
        foreach (var subnet in first.Concat(Subnets.Of(identity.Id)))
        {
            if (!await TryCreateAsync(docker, Name, subnet, cancellation)) continue;
            Subnet = subnet;
            return;
        }
        throw new NotSupportedException("no subnet is free for a network. Remove networks that nobody uses: docker network prune");
    }

    /// <summary>
    /// What Docker would take: it knows which addresses the machine uses otherwise. It tells by doing it, so the network that comes of it
    /// is removed again. Null after some thirty networks, when it has no more of its own to give.
    /// </summary>
    private async Task<IPNetwork?> ChoiceOfDockerAsync(DockerClient docker, CancellationToken cancellation)
    {
        if (await FindAsync(docker, TrialName, cancellation) is null && !await TryCreateAsync(docker, TrialName, null, cancellation)) return null;
        var trial = await docker.Networks.InspectNetworkAsync(TrialName, cancellation);
        await docker.Networks.DeleteNetworkAsync(trial.ID, cancellation);
        return SubnetOf(trial);
    }

    private async Task<NetworkResponse?> FindAsync(DockerClient docker, string name, CancellationToken cancellation) =>
        (await docker.Networks.ListNetworksAsync(new NetworksListParameters { Filters = DockerLabels.Filter($"{DockerLabels.Engine}={identity.Id}") }, cancellation))
            .FirstOrDefault(network => network.Name == name);

    private static IPNetwork SubnetOf(NetworkResponse network) => IPNetwork.Parse(network.IPAM.Config[0].Subnet!);

    private async Task<bool> TryCreateAsync(DockerClient docker, string name, IPNetwork? subnet, CancellationToken cancellation)
    {
        var network = new NetworksCreateParameters { Name = name, Driver = "bridge", Labels = DockerLabels.Of(identity) };
        if (subnet is { } wanted) network.IPAM = new() { Driver = "default", Config = [new() { Subnet = wanted.ToString(), Gateway = Addresses.At(wanted, 1).ToString() }] };
        try
        {
            await docker.Networks.CreateNetworkAsync(network, cancellation);
            return true;
        }
        catch (DockerApiException error) when (Subnets.AreTaken(error))
        {
            return false;
        }
    }
}
