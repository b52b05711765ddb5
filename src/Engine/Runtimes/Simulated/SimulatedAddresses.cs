using System.Globalization;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>Gives out the private addresses of simulated tasks and the dynamic host ports of their containers, each in turn, so that none is reused at once.</summary>
internal sealed class SimulatedAddresses
{
    private const int FirstDynamicPort = 32768;
    private const int LastDynamicPort = 60999;

    /// <summary>The first four addresses of a subnet are never given out, nor is any that ends with 0 or more than 250.</summary>
    private const int Reserved = 4, InBlock = 250;
    private readonly Lock _gate = new();
    private int _given;
    private int _nextPort = FirstDynamicPort;

    /// <summary>In the default VPC of AWS, 172.31.0.0/16: 172.31.0.5 first, after 172.31.0.250 comes 172.31.1.1.</summary>
    public string NextAddress()
    {
        lock (_gate)
        {
            var number = Reserved + _given++;
            return $"172.31.{number / InBlock % 256}.{number % InBlock + 1}";
        }
    }

    public int NextPort()
    {
        lock (_gate)
        {
            var port = _nextPort++;
            if (_nextPort > LastDynamicPort) _nextPort = FirstDynamicPort;
            return port;
        }
    }

    /// <summary>A task of an earlier engine goes on with these: what comes next comes after them.</summary>
    public void Keep(string? address, IEnumerable<int> ports)
    {
        lock (_gate)
        {
            if (address?.Split('.') is [_, _, var block, var last])
                _given = Math.Max(_given, int.Parse(block, CultureInfo.InvariantCulture) * InBlock + int.Parse(last, CultureInfo.InvariantCulture) - Reserved);
            foreach (var port in ports.Where(port => port is >= FirstDynamicPort and < LastDynamicPort)) _nextPort = Math.Max(_nextPort, port + 1);
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            _given = 0;
            _nextPort = FirstDynamicPort;
        }
    }
}
