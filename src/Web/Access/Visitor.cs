using Microsoft.AspNetCore.Http;
using Workbook.Web.Seats;

namespace Workbook.Web.Access;

/// <summary>Who asks for a page.</summary>
/// <param name="Seat">What the person works with.</param>
/// <param name="Name">The name of a workshop's learner; null: whoever started the workbook.</param>
internal sealed record Visitor(Seat Seat, string? Name)
{
    /// <summary>Whoever started the workbook, which is the instructor of a workshop.</summary>
    public bool IsOwner => Name is null;

    /// <summary>Whether there is a class.</summary>
    public bool IsWorkshop { get; init; }
}

internal static class Visits
{
    extension(HttpContext http)
    {
        /// <summary>Whom the guard has let in; null on the few pages that are for everybody.</summary>
        public Visitor? TryVisitor() => http.Features.Get<Visitor>();

        /// <inheritdoc cref="Visitor"/>
        public Visitor Visitor() => http.TryVisitor() ?? throw new InvalidOperationException("The guard lets nobody in without a seat.");

        /// <summary>What the person who asks works with.</summary>
        public Seat Seat() => http.Visitor().Seat;
    }
}
