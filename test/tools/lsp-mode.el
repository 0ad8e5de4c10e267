;; Opens FILE in a batch Emacs with editors/emacs/snapsafe.el and lsp-mode, applies the action with the title SNAPSAFE_ACTION, saves the
;; file, and writes the rules shown before and after as JSON to SNAPSAFE_RESULT.
(require 'package)
(package-initialize)
(require 'json)
(require 'cc-mode)
(require 'lsp-mode)
(load (getenv "SNAPSAFE_SETUP"))
(setq snapsafe-command (list (getenv "SNAPSAFE_NODE") (getenv "SNAPSAFE_SERVER") "lsp"))
(setq lsp-auto-guess-root t lsp-diagnostics-provider :none lsp-enable-file-watchers nil make-backup-files nil)

(defun seen ()
  "The rules of what is shown in this buffer."
  (mapcar #'lsp:diagnostic-code? (append (gethash (lsp--fix-path-casing buffer-file-name) (lsp-diagnostics)) nil)))

(defun seen-when (test)
  "What is shown once TEST accepts it, or after a minute."
  (let ((turns 0))
    (while (and (< turns 600) (not (funcall test (seen))))
      (accept-process-output nil 0.1)
      (setq turns (1+ turns)))
    (seen)))

(find-file (getenv "SNAPSAFE_FILE"))
(java-mode)
(lsp-workspace-folders-add default-directory)
(lsp)
(let ((before (seen-when #'identity)) after)
  (goto-char (point-min))
  (search-forward (getenv "SNAPSAFE_AT"))
  (backward-char)
  (dolist (action (append (lsp-code-actions-at-point) nil))
    (when (equal (lsp:code-action-title action) (getenv "SNAPSAFE_ACTION")) (lsp-execute-code-action action)))
  (setq after (seen-when #'null))
  (save-buffer)
  (with-temp-file (getenv "SNAPSAFE_RESULT")
    (insert (json-encode `((before . ,(vconcat before)) (after . ,(vconcat after)))))))
(setq lsp-restart 'ignore)
(kill-emacs 0)
