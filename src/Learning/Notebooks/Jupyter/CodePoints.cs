namespace Workbook.Learning.Notebooks;

/// <summary>Positions in text: Jupyter counts Unicode characters, C# counts UTF-16 units (😀 is one and two).</summary>
internal static class CodePoints
{
    public static int ToIndex(string text, int characters)
    {
        var index = 0;
        for (; characters > 0 && index < text.Length; characters--)
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        return index;
    }

    public static int FromIndex(string text, int index)
    {
        var characters = 0;
        for (var i = 0; i < index; characters++)
            i += char.IsSurrogatePair(text, i) ? 2 : 1;
        return characters;
    }
}
