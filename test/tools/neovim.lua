-- Run by neovim.test.ts in a headless Neovim: opens a file, waits for its diagnostics, applies a code action, and writes
-- what happened as JSON. Environment: SNAPSAFE_SERVER (script), SNAPSAFE_ACTION (title), SNAPSAFE_RESULT (file).
local function fail(message)
  vim.fn.writefile({ vim.fn.json_encode({ problem = message }) }, vim.env.SNAPSAFE_RESULT)
  vim.cmd('cquit 1')
end

local client = vim.lsp.start_client({
  name = 'snapsafe',
  cmd = { 'node', vim.env.SNAPSAFE_SERVER, 'lsp', '--stdio' },
  root_dir = vim.fn.getcwd(),
  workspace_folders = { { uri = vim.uri_from_fname(vim.fn.getcwd()), name = 'project' } },
})
vim.lsp.buf_attach_client(0, client)

local function codes()
  return vim.tbl_map(function(one) return one.code end, vim.diagnostic.get(0))
end
if not vim.wait(30000, function() return #vim.diagnostic.get(0) > 0 end, 20) then fail('no diagnostics came') end
local shown = vim.diagnostic.get(0)[1]
local before = codes()

vim.api.nvim_win_set_cursor(0, { shown.lnum + 1, shown.col })
local params = vim.lsp.util.make_range_params()
params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics() }
local answer = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 30000)
local titles = {}
for _, action in ipairs(answer[client].result) do
  table.insert(titles, action.title)
  if action.title == vim.env.SNAPSAFE_ACTION then vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16') end
end
if not vim.wait(30000, function() return #vim.diagnostic.get(0) < #before end, 20) then
  fail('the diagnostic stayed after the action; offered were: ' .. table.concat(titles, ', '))
end

vim.cmd('write')
vim.fn.writefile({
  vim.fn.json_encode({
    before = before,
    after = codes(),
    line = shown.lnum + 1,
    message = shown.message,
    titles = titles,
    text = vim.api.nvim_buf_get_lines(0, 0, -1, false),
  }),
}, vim.env.SNAPSAFE_RESULT)
vim.cmd('quitall!')
