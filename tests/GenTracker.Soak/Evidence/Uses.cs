using GenTracker.Soak.Children;
using GenTracker.Soak.Tools;

namespace GenTracker.Soak.Evidence;

/// <summary>What callers do with a child that they hold: each write is reported to the child's tallies as the caller was told.</summary>
internal static class Uses
{
    private const int MaxSeats = 40;

    /// <summary>Counts until the child refuses it, or often enough.</summary>
    public static void Count(IPlayer player, int times, Dice dice)
    {
        Witness witness = player.Witness;
        Tallies tallies = witness.Tallies;
        tallies.Begin();
        int counted = 0;
        int totalled = 0;
        bool lasted = false;
        bool isRefused = false;
        try
        {
            while (counted < times && !isRefused)
            {
                if (player.TryIncrementCount(1, out long value))
                    counted++;
                else
                    isRefused = true;
                if (value < counted)
                    witness.Violation($"Count is {value} after {counted} counts of one caller");
                if (player.TryIncrementTotal(1))
                    totalled++;
                else
                    isRefused = true;
            }

            lasted = player.TryIncrementLasting(1, out _);
            if (dice.OneIn(4))
            {
                player.IncrementCount(2);
                counted += 2;
            }
        }
        catch (ChildTerminatedException)
        {
            isRefused = true;
        }
        finally
        {
            tallies.Counted(counted);
            tallies.CountedTotal(totalled);
            tallies.CountedLasting(lasted ? 1 : 0);
            if (counted > 0)
                witness.CheckNotVerified();
            tallies.End();
        }

        witness.Plot.Findings.Add(Total.Counts, counted + totalled);
        if (!isRefused)
            return;
        witness.CheckNotFound("a child that has refused a count");
        if (counted > 0)
            witness.Plot.Findings.Hit(Situation.CountRefusedInTheMiddle);
    }

    /// <summary>Takes a seat where there is one, and raises the high-water mark.</summary>
    public static void TakeSeat(IPlayer player, Dice dice)
    {
        Witness witness = player.Witness;
        witness.Tallies.Begin();
        try
        {
            try
            {
                if (player.IncrementSeatsUpTo(MaxSeats, out int seats))
                    witness.Tallies.TookSeat();
                if (seats > MaxSeats)
                    witness.Violation($"{seats} seats were taken, there are {MaxSeats}");
            }
            catch (ChildTerminatedException)
            {
                witness.CheckNotFound("a child that has refused a seat");
            }

            int mark = dice.Below(1000);
            try
            {
                if (player.RaisePeakTo(mark) < mark)
                    witness.Violation("a high-water mark is lower than what it was raised to");
                witness.Tallies.Raised(mark);
                witness.CheckNotVerified();
            }
            catch (ChildTerminatedException)
            {
                witness.CheckNotFound("a child that has refused a write");
            }
        }
        finally
        {
            witness.Tallies.End();
        }
    }

    /// <summary>Sets the larger attributes, where nobody else does just now.</summary>
    public static void Write(IPlayer player)
    {
        Witness witness = player.Witness;
        Tallies tallies = witness.Tallies;
        tallies.Begin();
        long number = tallies.TryBeginWriting();
        if (number != 0)
        {
            try
            {
                player.Stamp = Wide.Of(number);
                tallies.WroteStamp(number);
            }
            catch (ChildTerminatedException)
            {
                witness.CheckNotFound("a child that has refused a write");
            }

            try
            {
                player.Title = Tallies.TitleOf(number);
                tallies.WroteTitle(number);
                witness.CheckNotVerified();
            }
            catch (ChildTerminatedException)
            {
                witness.CheckNotFound("a child that has refused a write");
            }

            tallies.EndWriting();
        }

        tallies.End();
    }

    /// <summary>Reads all attributes; none is torn.</summary>
    public static void Read(IPlayer player)
    {
        Snapshot values = Snapshot.Of(player);
        if (!values.Stamp.IsWhole)
            player.Witness.Violation($"a torn value was read: {values.Stamp}");
        if (values.Seats > MaxSeats)
            player.Witness.Violation($"{values.Seats} seats were taken, there are {MaxSeats}");
    }

    /// <summary>Keeps the child from retiring; false where it has ended.</summary>
    public static bool TryHold(IPlayer player)
    {
        Witness witness = player.Witness;
        witness.Tallies.Begin();
        bool isHeld = player.TryIncrementBusy(1, out _);
        if (isHeld)
        {
            witness.Tallies.CountedBusy(1);
            witness.CheckNotVerified();
        }

        witness.Tallies.End();
        return isHeld;
    }

    /// <summary>Ends a hold.</summary>
    public static void Release(IPlayer player)
    {
        Witness witness = player.Witness;
        witness.Tallies.Begin();
        try
        {
            player.DecrementBusy();
            witness.Tallies.CountedBusy(-1);
        }
        catch (ChildTerminatedException)
        {
            witness.CheckNotFound("a child that has refused a count");
        }

        witness.Tallies.End();
    }

    /// <summary>Ends the child if nobody holds it.</summary>
    public static bool TryRetire(IPlayer player)
    {
        if (!player.TryRetireAtBusy(0))
            return false;
        player.Witness.Plot.Book.Note(player.Witness.Id, Step.Retired);
        player.Witness.CheckNotFound("a child that has retired");
        return true;
    }
}
