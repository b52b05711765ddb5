using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Metadata;

/// <summary>
/// The ids in the paths that a container is told. Whoever knows one may ask with it, so they follow from a secret: always
/// the same for the same container, and nothing that a neighbour could work out.
/// </summary>
internal sealed class EndpointIds(string secret)
{
    private const int Digits = 20;
    private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

    /// <summary>
    /// A UUID, as the agent gives; on Fargate the task's id and a number, as Fargate does. There it is of twenty digits
    /// instead of ten, since it has to keep the secret: 10^20 is more than 2^66.
    /// </summary>
    public string OfContainer(AccountRegion scope, EcsTask task, EcsContainer container)
    {
        var hash = Hash($"container/{scope}/{task.Id}/{container.Id}");
        if (task.LaunchType != LaunchType.Fargate) return Uuid(hash);
        var number = BinaryPrimitives.ReadUInt128BigEndian(hash) % UInt128.Parse("1" + new string('0', Digits), CultureInfo.InvariantCulture);
        return $"{task.Id}-{number.ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0')}";
    }

    /// <summary>A UUID, the same for all containers of a task.</summary>
    public string OfCredentials(AccountRegion scope, EcsTask task) => Uuid(Hash($"credentials/{scope}/{task.Id}"));

    private byte[] Hash(string text) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text));

    // In the form of a random UUID: version 4, variant 1.
    private static string Uuid(byte[] hash)
    {
        hash[6] = (byte)((hash[6] & 0x0f) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
    }
}
