using Workbook.Orchestration;

namespace Workbook.Engine.Images;

/// <summary>Where this workbook serves its registry, for those who pull from it.</summary>
public interface IRegistryEndpoint
{
    /// <summary>The port on <c>localhost</c>; null as long as it is not known.</summary>
    int? Port { get; }

    /// <summary>A password of the user <c>AWS</c> for the registry of an account and region.</summary>
    /// <param name="now">The engine's time; the password is good for twelve hours of it.</param>
    string PasswordFor(AccountRegion registry, DateTimeOffset now);
}
