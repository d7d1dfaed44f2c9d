namespace GenTracker.Breaking;

/// <summary>A change of one place in the runtime's sources.</summary>
/// <param name="Place">
/// The member (<c>Type.Member</c>), or the whole type (<c>Type</c>), that holds the code: whichever file declares it, and if several members
/// have the name, one of them. Or a file (<c>Name.cs</c>), whose text is then compared as it is.
/// </param>
/// <param name="Code">The code to replace, which must stand there once. In a member only the tokens count: no white space, line ends or comments.</param>
/// <param name="Replacement">The code to put there.</param>
/// <param name="Adds">Members that the replacement needs: they are added to the type. Not for a file.</param>
internal sealed record Edit(string Place, string Code, string Replacement, string Adds = "");
