namespace Library;

/// <summary>The key of a flat.</summary>
/// <param name="Floor">Its floor.</param>
/// <param name="Number">Its number on the floor.</param>
public readonly record struct Door(int Floor, int Number);
