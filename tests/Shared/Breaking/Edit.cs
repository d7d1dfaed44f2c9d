namespace GenTracker.Breaking;

/// <summary>A change of one place in the runtime's sources.</summary>
/// <param name="Place">
/// The member (<c>Type.Member</c>) or the whole type (<c>Type</c>) that holds the code: whichever file declares it, and if several members have the
/// name, one of them.
/// </param>
/// <param name="Code">The code to replace, which must stand there once. Only its tokens count: no white space, line ends or comments.</param>
/// <param name="Replacement">The code to put there.</param>
/// <param name="Adds">Members that the replacement needs: they are added to the type.</param>
internal sealed record Edit(string Place, string Code, string Replacement, string Adds = "");
