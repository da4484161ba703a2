/** Scenarios that a stateless server without pushes can't pass, by the revision that requires them, each with its reason. */
export const expectedFailures: Record<string, Record<string, string>> = {
  '2026-07-28': {},
  // Of the extension `io.modelcontextprotocol/tasks`.
  tasks: {
    'tasks-mrtr-input': 'No task waits for input: a person is asked before it begins.',
    'tasks-dispatch-and-envelope': 'One of its nine checks wants such a task; the others pass.',
    'tasks-mrtr-composition': 'The suite asks for a name; ours asks for consent, and then makes a task. Other tests go that way.',
    'tasks-required-task-error': 'No action insists on tasks: clients without them have getJob.',
    'tasks-status-notifications': 'The suite skips it.',
  },
  '2025-11-25': {
    'logging-set-level': 'Logs go to the operator, not to clients; the capability is not declared, and 2026-07-28 deprecates it.',
    'tools-call-with-logging': 'The same.',
    'tools-call-sampling': 'No action asks the model of a client; and a request of the server needs a session, which no replica keeps.',
    'tools-call-elicitation':
      'Pushed elicitation needs a session. Older clients confirm on the page, by -32042 or the address that the result carries.',
    'elicitation-sep1034-defaults': 'The same.',
    'elicitation-sep1330-enums': 'The same.',
    'server-sse-multiple-streams': 'Only warns, that there is no session id: there are no sessions.',
    'resources-subscribe': 'Resources are read when they are needed; nothing tells of changes.',
    'resources-unsubscribe': 'The same.',
  },
}
