namespace Workbook.Web.Workshops;

/// <summary>Somebody who has joined a workshop.</summary>
/// <param name="Name">As the person wrote it.</param>
/// <param name="Folder">Where the person's files are, under the workshop's folder; also the address under <c>/learners/</c>.</param>
/// <param name="KeyHash">SHA-256 of the key that the person's browser has, in hexadecimal digits.</param>
/// <param name="Joined">When.</param>
internal sealed record Learner(string Name, string Folder, string KeyHash, DateTimeOffset Joined);
