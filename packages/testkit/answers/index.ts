import './checkAnswers.ts';
