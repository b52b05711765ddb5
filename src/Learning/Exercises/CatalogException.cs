namespace Workbook.Learning.Exercises;

/// <summary>The catalogue cannot be read, or does not have what was asked for; the message is for the person at the keyboard.</summary>
public sealed class CatalogException(string message, Exception? inner = null) : Exception(message, inner);
