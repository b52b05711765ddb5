namespace Workbook.Web.Access;

/// <summary>Knows whose a key is.</summary>
internal interface IAdmission
{
    /// <summary>The page to which who has no key is sent; null: there is none.</summary>
    string? Door { get; }

    /// <summary>Whether the key opens the site.</summary>
    bool Knows(string? key);

    /// <summary>Whose the key is; null: nobody's.</summary>
    /// <exception cref="IOException">The person's engine cannot be started.</exception>
    Task<Visitor?> AdmitAsync(string? key);
}
