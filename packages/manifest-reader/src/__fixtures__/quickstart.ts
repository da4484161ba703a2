/** A manifest and document in the shape of the plugin that every developer began with in 2023: a TODO list without sign-in. */
export const quickstartManifest = {
  schema_version: 'v1',
  name_for_human: 'TODO List (no auth)',
  name_for_model: 'todo',
  description_for_human: 'Manage your TODO list. You can add, remove and view your TODOs.',
  description_for_model: 'Plugin for managing a TODO list, you can add, remove and view your TODOs.',
  auth: { type: 'none' },
  api: { type: 'openapi', url: 'http://localhost:5003/openapi.yaml' },
  logo_url: 'http://localhost:5003/logo.png',
  contact_email: 'hello@example.com',
  legal_info_url: 'http://example.com/legal',
}

export const quickstartDocument = `openapi: 3.0.1
info:
  title: TODO Plugin
  description: A plugin that lets people keep a TODO list. If you do not know the user's name, ask for it first.
  version: 'v1'
servers:
  - url: http://localhost:5003
paths:
  /todos/{username}:
    get:
      operationId: getTodos
      summary: Get the list of todos
      parameters:
      - in: path
        name: username
        schema:
            type: string
        required: true
        description: The name of the user.
      responses:
        "200":
          description: OK
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/getTodosResponse'
    post:
      operationId: addTodo
      summary: Add a todo to the list
      parameters:
      - in: path
        name: username
        schema:
            type: string
        required: true
        description: The name of the user.
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/addTodoRequest'
      responses:
        "200":
          description: OK
    delete:
      operationId: deleteTodo
      summary: Delete a todo from the list
      parameters:
      - in: path
        name: username
        schema:
            type: string
        required: true
        description: The name of the user.
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/deleteTodoRequest'
      responses:
        "200":
          description: OK

components:
  schemas:
    getTodosResponse:
      type: object
      properties:
        todos:
          type: array
          items:
            type: string
          description: The list of todos.
    addTodoRequest:
      type: object
      required:
      - todo
      properties:
        todo:
          type: string
          description: The todo to add to the list.
          required: true
    deleteTodoRequest:
      type: object
      required:
      - todo_idx
      properties:
        todo_idx:
          type: integer
          description: The index of the todo to delete.
          required: true
`

export const quickstartPrompt = `// Plugin for managing a TODO list, you can add, remove and view your TODOs.
namespace todo {

// Get the list of todos
type getTodos = (_: {
// The name of the user.
username: string,
}) => any;

// Add a todo to the list
type addTodo = (_: {
// The name of the user.
username: string,
// The todo to add to the list.
todo: string,
}) => any;

// Delete a todo from the list
type deleteTodo = (_: {
// The name of the user.
username: string,
// The index of the todo to delete.
todo_idx: number,
}) => any;

} // namespace todo`
