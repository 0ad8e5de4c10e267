-- Neovim 0.11 and later: put this file into ~/.config/nvim/lsp/ and call vim.lsp.enable('snapsafe').
return {
  cmd = { 'snapsafe', 'lsp' },
  filetypes = { 'java', 'javascript', 'typescript' },
  root_markers = { 'snapsafe.config.json', 'snapsafe.config.jsonc', 'snapsafe.config.yaml', '.git' },
  settings = { snapsafe = { codeLens = false } },
}
