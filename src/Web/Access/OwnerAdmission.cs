using Workbook.Web.Seats;

namespace Workbook.Web.Access;

/// <summary>One key, for whoever started the workbook.</summary>
internal sealed class OwnerAdmission(SiteToken token, Seat seat) : IAdmission
{
    private readonly Visitor _owner = new(seat, null);

    public string? Door => null;

    public bool Knows(string? key) => token.Is(key);

    public Task<Visitor?> AdmitAsync(string? key) => Task.FromResult(Knows(key) ? _owner : null);
}
