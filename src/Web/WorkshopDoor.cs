namespace Workbook.Web;

/// <summary>How learners get into a workshop.</summary>
/// <param name="Code">What they are asked for: <c>K7QF-3MWD</c>.</param>
/// <param name="Addresses">Where: one for each address of the machine on which the site listens.</param>
public sealed record WorkshopDoor(string Code, IReadOnlyList<Uri> Addresses);
