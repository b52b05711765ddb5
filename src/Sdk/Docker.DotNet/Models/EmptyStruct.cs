namespace Docker.DotNet.Models;

/// <summary>The empty object that the Engine API has as the value of what are really sets, such as exposed ports.</summary>
public struct EmptyStruct;
