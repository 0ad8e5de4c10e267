;;; snapsafe.el --- snapsafe with lsp-mode, beside the Java server -*- lexical-binding: t -*-

;; eglot takes one server per buffer; with it, use the compilation format instead:
;;   M-x compile RET snapsafe --format compact RET

(with-eval-after-load 'lsp-mode
  (lsp-register-client
   (make-lsp-client
    :new-connection (lsp-stdio-connection '("snapsafe" "lsp"))
    :activation-fn (lsp-activate-on "java")
    :add-on? t
    :server-id 'snapsafe)))

(provide 'snapsafe)
;;; snapsafe.el ends here
