;; Opens FILE in a batch Emacs with editors/emacs/snapsafe.el and eglot, writes the messages before and after the action with
;; the title SNAPSAFE_ACTION to SNAPSAFE_RESULT as JSON, and saves the file.
(require 'package)
(package-initialize)
(require 'json)
(require 'cc-mode)
(load (getenv "SNAPSAFE_SETUP"))
(setq snapsafe-command (list (getenv "SNAPSAFE_NODE") (getenv "SNAPSAFE_SERVER") "lsp"))
(setq eglot-sync-connect 60 make-backup-files nil)

(defun seen () (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(defun seen-when (test)
  "What is shown once TEST accepts it, or after a minute."
  (let ((turns 0))
    (while (and (< turns 600) (not (funcall test (seen))))
      (accept-process-output nil 0.1)
      (flymake-start)
      (setq turns (1+ turns)))
    (seen)))

(find-file (getenv "SNAPSAFE_FILE"))
(java-mode)
(snapsafe-eglot)
(let ((before (seen-when #'identity)) after)
  (goto-char (flymake-diagnostic-beg (car (flymake-diagnostics))))
  (advice-add 'completing-read :override (lambda (&rest _) (getenv "SNAPSAFE_ACTION")))
  ;; As if it was asked for with a key: with the mouse it would be a menu.
  (setq last-nonmenu-event ?a)
  (eglot-code-actions (point) (point) "quickfix" t)
  (save-buffer)
  (setq after (seen-when #'null))
  (with-temp-file (getenv "SNAPSAFE_RESULT")
    (insert (json-encode `((before . ,(vconcat before)) (after . ,(vconcat after)))))))
