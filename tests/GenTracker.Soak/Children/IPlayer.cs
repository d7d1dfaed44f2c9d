using System.Threading.Tasks;
using GenTracker.Soak.Evidence;

namespace GenTracker.Soak.Children;

/// <summary>What the soak does with a child of any tracker: the generated members that the tracked classes have in common.</summary>
internal interface IPlayer
{
    Witness Witness { get; }

    long Incarnation { get; }

    Task<ChildExit> Completion { get; }

    long Count { get; }

    long ByKey { get; }

    int Busy { get; }

    long Total { get; }

    long Lasting { get; }

    int Seats { get; }

    long Peak { get; }

    Wide Stamp { get; set; }

    string Title { get; set; }

    bool TryIncrementCount(long delta, out long value);

    long IncrementCount(long delta = 1);

    bool TryIncrementBusy(int delta, out int value);

    int DecrementBusy(int delta = 1);

    bool TryRetireAtBusy(int value);

    bool TryIncrementTotal(long delta);

    bool TryIncrementLasting(long delta, out long value);

    bool IncrementSeatsUpTo(int max, out int value, int delta = 1);

    long RaisePeakTo(long value);
}
