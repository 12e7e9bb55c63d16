// Buttons above formgrader's list of submissions: grade the class in the background, see how far it is.
(function () {
    "use strict";
    var PAUSE = 1000;  // milliseconds between two questions
    var url = base_url + "/descent/autograde/" + encodeURIComponent(assignment_id);
    var $box, $buttons, $bar, $said, $log;

    function button(text, force) {
        return $("<button type='button' class='btn btn-default'/>").text(text)
            .attr("data-force", force).click(function () { start(force); });
    }

    function build() {
        $box = $("#autograde-all");
        $buttons = [
            button("Autograde all that is new", "").addClass("btn-primary"),
            button("Autograde all again", "1"),
        ];
        $bar = $("<progress max='1' value='0' aria-label='submissions graded'/>").hide()
            .css({ width: "16em", margin: "0 1em", verticalAlign: "middle" });
        $said = $("<span role='status'/>");
        $log = $("<pre/>").css({ maxHeight: "16em", marginTop: "1em" });
        var $details = $("<details/>").hide().append($("<summary/>").text("Log"), $log);
        $box.append($buttons[0], " ", $buttons[1], " ", $bar, " ", $said, $details);
        $.getJSON(url).done(function (state) { if (state.running) { follow(state); } });
    }

    function start(force) {
        $said.text("Starting …");
        $.ajax({ type: "post", url: url, data: { force: force }, dataType: "json" })
            .done(follow).fail(broken);
    }

    function follow(state) {
        show(state);
        if (state.running) {
            setTimeout(function () { $.getJSON(url).done(follow).fail(broken); }, PAUSE);
        } else {
            models.fetch({
                success: function () { models.each(function (one) { one.trigger("sync"); }); },
            });
        }
    }

    function show(state) {
        $buttons.forEach(function ($one) { $one.prop("disabled", state.running); });
        $bar.show().attr("value", state.total ? state.done / state.total : state.running ? 0 : 1);
        $log.text(state.log).parent().show();
        $said.text(words(state));
        if (!state.running && state.status !== 0) { $log.parent().prop("open", true); }
        $log.scrollTop($log.prop("scrollHeight"));
    }

    function words(state) {
        var counted = state.total ? state.done + " of " + state.total : "0";
        if (state.running) { return state.total ? counted + " graded" : "Starting …"; }
        if (state.status === 0) {
            return state.total ? counted + " graded." : "Nothing new to grade.";
        }
        return counted + " graded; not every submission could be, the log says why.";
    }

    function broken(answer) {
        $buttons.forEach(function ($one) { $one.prop("disabled", false); });
        $said.text("The server did not answer as expected (" + answer.status + "). Is it still running?");
    }

    $(build);
}());
