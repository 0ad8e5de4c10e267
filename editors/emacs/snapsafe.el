;;; snapsafe.el --- snapsafe with lsp-mode or eglot -*- lexical-binding: t -*-

;; With lsp-mode the server runs beside the Java server. eglot takes one server per buffer: M-x snapsafe-eglot starts this one
;; for the Java files of the project. Who keeps the Java server in eglot has the findings as a compilation:
;;   M-x compile RET snapsafe --format compact RET

(defvar snapsafe-command '("snapsafe" "lsp")
  "Program and arguments of the language server.")

(with-eval-after-load 'lsp-mode
  (lsp-register-client
   (make-lsp-client
    :new-connection (lsp-stdio-connection (lambda () snapsafe-command))
    :activation-fn (lsp-activate-on "java" "javascript" "typescript")
    :add-on? t
    :server-id 'snapsafe)))

(defun snapsafe-eglot ()
  "Connect the Java buffers of this project with snapsafe."
  (interactive)
  (require 'eglot)
  (setq-local eglot-server-programs (list (cons major-mode snapsafe-command)))
  (apply #'eglot (eglot--guess-contact)))

(provide 'snapsafe)
;;; snapsafe.el ends here
