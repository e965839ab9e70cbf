// Says that scripts run here: forms that send themselves then hide their buttons (see base.css).
document.documentElement.dataset.scripting = "on";
