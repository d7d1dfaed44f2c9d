%% What erlyvideo's gen_tracker does for each of its operations, in a program of our own, so that it can be measured without it:
%% one server for each tracker, one process that makes all settings, one proxy process for each child, two public tables.
%% Wherever it has a choice, it takes what is cheaper for the BEAM: names of tables are constants, the child is a bare process, nothing is logged.
%%
%% It reads lines from its standard input, `operation count`, does the operation that many times, and answers with the nanoseconds that
%% all together took.
-module(tracker_costs).
-export([main/0, start_child/1, child/1, proxy_loop/3, server/0, setter/0]).

-define(ENTRIES, streams).
-define(ATTRS, streams_attrs).
-define(SERVER, streams_server).
-define(SETTER, streams_setter).

%% The fields of a child's entry, as many as gen_tracker's has.
-record(entry, {name, ref, mfa, restart_type, child_type, mods, restart_timer, restart_delay, shutdown, sub_pid, pid}).
-record(world, {names = {}, at = 1, fresh = 0}).

main() ->
  ets:new(?ENTRIES, [public, named_table, {keypos, #entry.name}, {read_concurrency, true}]),
  ets:new(?ATTRS, [public, named_table, {read_concurrency, true}]),
  start(?SERVER, server),
  start(?SETTER, setter),
  io:setopts([{binary, true}]),
  serve(#world{}).

start(Name, Function) ->
  Self = self(),
  spawn(fun() -> register(Name, self()), Self ! {started, Name}, ?MODULE:Function() end),
  receive {started, Name} -> ok end.

serve(World) ->
  case io:get_line("") of
    eof ->
      halt(0);
    Line ->
      [Operation, Count] = binary:split(string:trim(Line), <<" ">>),
      {Nanoseconds, World1} = measured(binary_to_atom(Operation), binary_to_integer(Count), World),
      io:format("~b~n", [Nanoseconds]),
      serve(World1)
  end.

%% What is not measured in itself.
measured(fill, Count, World) ->
  Names = [name(<<"stream">>, N) || N <- lists:seq(0, Count - 1)],
  [{ok, _} = find_or_open(Name) || Name <- Names],
  {0, World#world{names = list_to_tuple(shuffled(Names)), at = 1}};
measured(attrs, Count, #world{names = Names} = World) ->
  [ets:insert(?ATTRS, {{Name, attr(N)}, 0}) || Name <- tuple_to_list(Names), N <- lists:seq(1, Count)],
  {0, World};
measured(memory, _, World) ->
  erlang:garbage_collect(),
  {erlang:memory(total), World};
measured(fair_list, Count, World) ->
  {timed(fun() -> repeat(Count, fun() -> fair_list(attr(1)) end) end), World};
measured(list, Count, World) ->
  {timed(fun() -> repeat(Count, fun() -> list(attr(1)) end) end), World};
measured(count_one, Count, #world{names = Names} = World) ->
  Name = element(1, Names),
  {timed(fun() -> count_many(Name, Count) end), World};
measured(set_one, Count, #world{names = Names} = World) ->
  Name = element(1, Names),
  {timed(fun() -> set_many(Name, Count) end), World};
measured(insert_one, Count, #world{names = Names} = World) ->
  Name = element(1, Names),
  {timed(fun() -> insert_many(Name, Count) end), World};
measured(life, Count, #world{fresh = Fresh} = World) ->
  Names = [name(<<"guest">>, Fresh + N) || N <- lists:seq(1, Count)],
  {timed(fun() -> [begin {ok, _} = find_or_open(Name), ok = call(?SERVER, {delete_child, Name}) end || Name <- Names] end),
   World#world{fresh = Fresh + Count}};
measured(death, Count, World) ->
  {Names, World1} = take(Count, World),
  Nanoseconds = timed(fun() -> [die(Name) || Name <- Names] end),
  %% Others in their place, with their attributes.
  [begin {ok, _} = find_or_open(Name), [ets:insert(?ATTRS, {{Name, attr(N)}, 0}) || N <- [1, 2, 3]] end || Name <- Names],
  {Nanoseconds, World1};
measured(Operation, Count, World) ->
  {Names, World1} = take(Count, World),
  {timed(fun() -> each(Operation, Names) end), World1}.

each(find, Names) -> find_each(Names);
each(count, Names) -> count_each(Names);
each(set, Names) -> set_each(Names);
each(insert, Names) -> insert_each(Names).

%% Loops of their own, that make no lists and call no functions of higher order.
find_each([]) -> ok;
find_each([Name | Names]) -> {ok, _} = find(Name), find_each(Names).

count_each([]) -> ok;
count_each([Name | Names]) -> ets:update_counter(?ATTRS, {Name, attr(1)}, 1), count_each(Names).

set_each([]) -> ok;
set_each([Name | Names]) -> ok = call(?SETTER, {set, Name, attr(1), 5}), set_each(Names).

insert_each([]) -> ok;
insert_each([Name | Names]) -> ets:insert(?ATTRS, {{Name, attr(1)}, 5}), insert_each(Names).

%% -- the operations ---------------------------------------------------------------------------------------------------

find(Name) ->
  case ets:lookup(?ENTRIES, Name) of
    [] -> undefined;
    [#entry{pid = Pid}] when is_pid(Pid) -> {ok, Pid};
    [#entry{}] -> undefined
  end.

find_or_open(Name) ->
  case find(Name) of
    {ok, Pid} ->
      {ok, Pid};
    undefined ->
      Spec = {Name, {?MODULE, start_child, [Name]}, temporary, 200, worker, []},
      ok = supervisor:check_childspecs([Spec]),
      call(?SERVER, {find_or_open, Spec})
  end.

count_many(_, 0) -> ok;
count_many(Name, Count) -> ets:update_counter(?ATTRS, {Name, attr(1)}, 1), count_many(Name, Count - 1).

set_many(_, 0) -> ok;
set_many(Name, Count) -> ok = call(?SETTER, {set, Name, attr(1), Count}), set_many(Name, Count - 1).

insert_many(_, 0) -> ok;
insert_many(Name, Count) -> ets:insert(?ATTRS, {{Name, attr(1)}, Count}), insert_many(Name, Count - 1).

%% The children with one attribute, as gen_tracker lists them: for each child, all attributes of all children are looked through.
list(Key) ->
  [{Name, [{pid, Pid} | ets:select(?ATTRS, [{{{'$1', '$2'}, '$3'}, [{'andalso', {'==', '$1', Name}, {'==', '$2', Key}}], [{{'$2', '$3'}}]}])]}
   || #entry{name = Name, pid = Pid} <- ets:tab2list(?ENTRIES), is_pid(Pid)].

%% The same by a lookup for each child, as it could have been.
fair_list(Key) ->
  [{Name, [{pid, Pid} | [{Key, Value} || {_, Value} <- ets:lookup(?ATTRS, {Name, Key})]]}
   || #entry{name = Name, pid = Pid} <- ets:tab2list(?ENTRIES), is_pid(Pid)].

%% A child ends by itself; done when its row is gone, which its proxy, gone too by then, has seen to.
die(Name) ->
  [#entry{pid = Pid, sub_pid = Proxy}] = ets:lookup(?ENTRIES, Name),
  Ref = monitor(process, Proxy),
  Pid ! stop,
  receive {'DOWN', Ref, process, _, _} -> ok end,
  [] = ets:lookup(?ENTRIES, Name).

%% -- the server -------------------------------------------------------------------------------------------------------

server() ->
  process_flag(trap_exit, true),
  server_loop([]).

server_loop(Launches) ->
  receive
    {'$gen_call', From, {find_or_open, {Name, _, _, _, _, _} = Spec}} ->
      case find(Name) of
        {ok, Pid} ->
          gen:reply(From, {ok, Pid}),
          server_loop(Launches);
        undefined ->
          Proxy = launch(Spec),
          Ref = monitor(process, Proxy),
          server_loop([{Name, Proxy, Ref, [From]} | Launches])
      end;
    {'$gen_call', From, {launch_ready, _Proxy, Name, Answer}} ->
      gen:reply(From, ok),
      {value, {Name, _, Ref, Waiters}, Launches1} = lists:keytake(Name, 1, Launches),
      demonitor(Ref, [flush]),
      [gen:reply(Waiter, Answer) || Waiter <- Waiters],
      server_loop(Launches1);
    {'$gen_call', From, {delete_child, Name}} ->
      [#entry{pid = Pid, sub_pid = Proxy, shutdown = Shutdown}] = ets:lookup(?ENTRIES, Name),
      exit(Pid, shutdown),
      exit(Proxy, shutdown),
      Refs = [begin timer:exit_after(Shutdown, Process, kill), monitor(process, Process) end || Process <- [Proxy, Pid]],
      [receive {'DOWN', Ref, _, _, _} -> ok end || Ref <- Refs],
      forget(Name),
      gen:reply(From, ok),
      server_loop(Launches);
    _ ->
      server_loop(Launches)
  end.

launch({Name, {Module, Function, Arguments}, Restart, Shutdown, Type, Modules}) ->
  Server = self(),
  proc_lib:spawn_link(fun() ->
    process_flag(trap_exit, true),
    ets:insert(?ENTRIES, #entry{
      name = Name, mfa = {Module, Function, Arguments}, restart_type = Restart, shutdown = Shutdown, child_type = Type, mods = Modules,
      pid = launching, sub_pid = self()}),
    {ok, Pid} = apply(Module, Function, Arguments),
    ets:update_element(?ENTRIES, Name, {#entry.pid, Pid}),
    ok = call(Server, {launch_ready, self(), Name, {ok, Pid}}),
    monitor(process, Pid),
    proc_lib:hibernate(?MODULE, proxy_loop, [Name, Pid, Server])
  end).

proxy_loop(Name, Pid, Server) ->
  receive
    {'EXIT', Server, Reason} ->
      ended(Name),
      exit(Pid, Reason),
      receive {'DOWN', _, _, Pid, _} -> ok after 5000 -> ok end,
      exit(Reason);
    {'DOWN', _, _, Pid, _} ->
      ended(Name),
      exit(normal);
    _ ->
      proc_lib:hibernate(?MODULE, proxy_loop, [Name, Pid, Server])
  end.

%% What a proxy does when its child has ended. The children here have no after_terminate.
ended(Name) ->
  ets:update_element(?ENTRIES, Name, {#entry.pid, terminating}),
  forget(Name).

%% All attributes of all children are looked through for those of this one.
forget(Name) ->
  ets:select_delete(?ATTRS, [{{{'$1', '_'}, '_'}, [{'==', '$1', {const, Name}}], [true]}]),
  ets:delete(?ENTRIES, Name).

setter() ->
  receive
    {'$gen_call', From, {set, Name, Key, Value}} ->
      case ets:lookup(?ENTRIES, Name) of
        [#entry{pid = Pid}] when is_pid(Pid); Pid == launching ->
          ets:insert(?ATTRS, {{Name, Key}, Value}),
          gen:reply(From, ok);
        _ ->
          gen:reply(From, {error, enoent})
      end,
      setter()
  end.

start_child(Name) -> proc_lib:start_link(?MODULE, child, [Name]).

child(_Name) ->
  proc_lib:init_ack({ok, self()}),
  receive stop -> ok end.

%% -- tools ------------------------------------------------------------------------------------------------------------

call(Server, Request) -> gen_server:call(Server, Request, 60000).

attr(1) -> bytes_in;
attr(2) -> viewers;
attr(3) -> title.

%% 14 characters.
name(Prefix, Number) -> iolist_to_binary([Prefix, io_lib:format("-~7..0b", [Number])]).

shuffled(List) ->
  rand:seed(exsss, {1, 2, 3}),
  [Element || {_, Element} <- lists:sort([{rand:uniform(), Element} || Element <- List])].

%% The next names of the shuffled ones, each another binary than the one in the tables.
take(Count, #world{names = Names, at = At} = World) ->
  Size = tuple_size(Names),
  {[binary:copy(element((At + N) rem Size + 1, Names)) || N <- lists:seq(1, Count)], World#world{at = (At + Count) rem Size}}.

repeat(0, _) -> ok;
repeat(Count, Work) -> Work(), repeat(Count - 1, Work).

timed(Work) ->
  Before = erlang:monotonic_time(nanosecond),
  Work(),
  erlang:monotonic_time(nanosecond) - Before.
