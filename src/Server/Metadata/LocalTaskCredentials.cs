using System.Security.Cryptography;
using System.Text;
using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;

namespace Workbook.Server.Metadata;

/// <summary>
/// Credentials that are well-formed and open nothing but this product: their access key id is the account, by which the
/// endpoint knows whose World is meant. They follow from a secret, so a restart changes nothing.
/// </summary>
/// <param name="secret">That of the endpoint.</param>
public sealed class LocalTaskCredentials(string secret) : ITaskCredentials
{
    private const int SecretLength = 30, TokenLength = 240;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(6);

    // New ones are there before the old ones end, so that an SDK never gets any that end within the hour.
    private static readonly TimeSpan Renewal = TimeSpan.FromHours(5);
    private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

    public TaskRoleCredentials Of(AccountRegion scope, EcsTask task, string roleArn, DateTimeOffset now)
    {
        // created 09:00, asked 15:30 → issued 14:00, ends 20:00
        var turn = Math.Max(0, (now - task.CreatedAt).Ticks / Renewal.Ticks);
        var issuedAt = task.CreatedAt + turn * Renewal;
        var about = $"{scope}/{task.Id}/{roleArn}/{turn}";
        return new(roleArn, scope.Account, Letters($"secret/{about}", SecretLength), Letters($"token/{about}", TokenLength), issuedAt + Lifetime);
    }

    // As long as AWS's: 30 octets are 40 letters.
    private string Letters(string about, int octets) =>
        Convert.ToBase64String(HKDF.Expand(HashAlgorithmName.SHA256, HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(about)), octets));
}
